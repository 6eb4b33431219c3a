import { answer } from 'core';
export const page = `<p>${answer}</p>`;
