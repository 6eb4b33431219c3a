import type { Report } from '../../analyzer/report/report.ts';
import { reportOfFiles } from '../report/sample-report.ts';

/** A report in which every text that comes from a repository tries to be more than text. */
export function hostileReport(): Report {
  return reportOfFiles({
    '=cmd|"x"!A1/Dockerfile': 'FROM alpine:3\nRUN RUN\n',
    '<b>&amp;"\'`|`` [x](y) *z*/Dockerfile': 'FROM evil.example/<b>/image\n',
    '@team #1 www.evil.example/Dockerfile': 'FROM ubuntu AS "]\n',
    'link/Dockerfile': 'FROM https://evil.example/@team#1\n',
    'a"];\nb -> c;/\u0001\u0007/Dockerfile': 'FROM busybox@sha256:short\n',
    'fine/Dockerfile': 'FROM alpine:3\nMAINTAINER <script>alert(1)</script>\nCOPY . /\n',
    'lone \ud800/Dockerfile': 'FROM alpine:3\nRUN true\n',
  });
}
