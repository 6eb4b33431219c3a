import { interrupt, select, transition } from 'd3';
import type { LaidLink } from '../layout/repository-layout.ts';
import type { OverviewNode } from '../view/overview-node.ts';
import { pageUrl } from './page-data.ts';

const duration = 420;

/** What was drawn before says of itself. */
interface Keyed {
  readonly id: string;
}

/** Draws the repository graph anew: boxes that stay move to their new places, others come and go. */
export function drawRepository(svg: SVGSVGElement, nodes: readonly OverviewNode[], links: readonly LaidLink[]): void {
  const time = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : duration;
  const canvas = select(svg);
  const move = transition().duration(time);
  const boxes = canvas
    .select('.nodes')
    .selectAll<SVGElement, Keyed>('.node')
    .datum(function drawn() {
      return { id: this.dataset['id'] ?? '' };
    })
    .data(nodes, ({ id }) => id)
    .join((enter) => {
      const made = enter
        .append(({ url }) => document.createElementNS('http://www.w3.org/2000/svg', url === '' ? 'g' : 'a'))
        .attr('data-id', ({ id }) => id)
        .attr('opacity', 0);
      made.filter(({ url }) => url !== '').attr('href', ({ url }) => pageUrl(url));
      made.filter(({ url }) => url === '').attr('role', 'button');
      made.append('title').text(({ title }) => title);
      made
        .append('rect')
        .attr('width', ({ width }) => width)
        .attr('height', ({ height }) => height)
        .attr('rx', ({ kind }) => (kind === 'image' || kind === 'images' ? 15 : 5))
        .attr('x', ({ x }) => x)
        .attr('y', ({ y }) => y);
      made
        .append('text')
        .attr('aria-hidden', 'true')
        .text(({ text }) => text)
        .attr('x', ({ x }) => x + 14)
        .attr('y', ({ y }) => y + 19);
      return made;
    })
    .attr('class', ({ isRejected, kind }) => `node ${kind}${isRejected ? ' rejected' : ''}`)
    .attr('tabindex', -1);
  boxes.select('.stack').remove();
  boxes.each((_, index, all) => interrupt(all[index] ?? null));
  boxes.transition(move).attr('opacity', 1);
  boxes
    .select('rect')
    .transition(move)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y);
  boxes
    .select('text')
    .transition(move)
    .attr('x', ({ x }) => x + 14)
    .attr('y', ({ y }) => y + 19);
  // Which links there are depends on what is folded: they come in when the boxes stand.
  const edges = canvas.select('.edges').selectAll<SVGPathElement, LaidLink>('.edge').data(links);
  edges
    .join('path')
    .attr('class', ({ isConvention, kind }) => `edge ${kind}${isConvention ? ' by-name' : ''}`)
    .attr('d', ({ path }) => path)
    .attr('data-from', ({ from }) => from)
    .attr('data-to', ({ to }) => to)
    .attr('marker-end', 'url(#arrow)')
    .attr('opacity', 0)
    .transition(move)
    .attr('opacity', 1)
    .on('end', function shown() {
      this.removeAttribute('opacity');
    });
}
