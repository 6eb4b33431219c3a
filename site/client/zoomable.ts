import { select, zoom, zoomIdentity, type ZoomTransform } from 'd3';
import { exportGraph } from './export-graph.ts';
import { noteInHash, onHash, readHash } from './hash-state.ts';
import { minimap, type Minimap } from './minimap.ts';

/** A graph that can be moved and zoomed. */
export interface Zoomable {
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  /** Brings a place of the graph into sight when it is out of it. */
  readonly reveal: (x: number, y: number) => void;
  /** The graph was drawn anew, and has another size. */
  readonly resize: (size: { readonly width: number; readonly height: number }) => void;
}

/** Smaller than this, nobody reads the labels. */
const readable = 0.78;

/** A graph that is seen whole at this scale starts so: better a little small than cut. */
const nearlyReadable = 0.7;

/** Heights of a canvas in pixels; the highest only where the whole graph is seen then. */
const heights = { least: 140, usual: 608, most: 800 };

/** Milliseconds after which a graph that is drawn anew stands still. */
const settled = 600;

/** Graphs that are larger than this many canvases when they are first shown get a map. */
const mapFrom = 1.5;

/** Pixels between the graph and the edge of its canvas. */
const margin = 12;

/**
 * Lets a drawn graph be moved and zoomed, and keeps in the address where the reader left it. `container` holds one svg,
 * and says the graph's size in `data-width` and `data-height`; in `data-core` how much of its height is
 * what matters. The tools of the graph stand in the same section.
 */
export function zoomable(container: HTMLElement): Zoomable | null {
  const drawing = container.querySelector<HTMLElement>('.drawing');
  const svg = drawing?.querySelector('svg') ?? null;
  if (drawing === null || svg === null) return null;
  let size = { width: Number(container.dataset['width']), height: Number(container.dataset['height']) };
  const core = (): number => Number(container.dataset['core'] ?? size.height);
  const isPane = container.closest('.pane') !== null;
  if (!isPane) container.style.height = `${canvasHeight(size.height)}px`;
  const canvas = select(container);
  let map: Minimap | null = null;
  let at: ZoomTransform = zoomIdentity;
  /** The scale of the picture that is moved; NaN before there is one, or when its size is another. */
  let drawn = Number.NaN;
  let isMoved = false;
  // Asked of the page whenever it is needed, its size would have all of it laid out in the middle of a change.
  let frame = { width: container.clientWidth, height: container.clientHeight };
  new ResizeObserver(() => {
    frame = { width: container.clientWidth, height: container.clientHeight };
  }).observe(container);
  const behavior = zoom<HTMLElement, unknown>()
    .scaleExtent([0.08, 3])
    .extent(() => [
      [0, 0],
      [frame.width, frame.height],
    ])
    // A wheel scrolls the page, as everywhere else; with a modifier, as a pinch does too, it zooms.
    .filter((event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('.minimap') !== null) return false;
      return event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.button === 0;
    })
    .on(
      'zoom',
      ({ sourceEvent, transform }: { readonly sourceEvent: Event | null; readonly transform: ZoomTransform }) => {
        at = transform;
        if (sourceEvent?.type === 'mousemove') hold();
        place(sourceEvent !== null);
        map?.show(transform, frame.width, frame.height);
      },
    )
    .on('end', ({ sourceEvent }: { readonly sourceEvent: Event | null }) => {
      if (sourceEvent === null) return;
      place();
      keep();
    });
  canvas.call(behavior).on('dblclick.zoom', null);

  /**
   * While it is dragged all that the pointer does is the canvas's: the browser need not look for each move which of a
   * thousand nodes lies below. Not before the first move, since a press that does not move is meant for a node.
   */
  let pressed: number | null = null;
  container.addEventListener('pointerdown', ({ pointerId }) => (pressed = pointerId));
  function hold(): void {
    if (pressed === null) return;
    container.setPointerCapture(pressed);
    pressed = null;
  }

  /** What the browser brings into sight by itself, as the search of the page does, is moved there, not scrolled. */
  container.addEventListener('scroll', () => {
    const { scrollLeft, scrollTop } = container;
    if (scrollLeft === 0 && scrollTop === 0) return;
    container.scrollTo(0, 0);
    behavior.translateBy(canvas, -scrollLeft / at.k, -scrollTop / at.k);
  });

  /**
   * To move the graph is to move a finished picture, which the browser does without painting a node anew. Another scale is
   * another picture: while the reader is on the way there the old one is stretched, so that each frame of a large graph is in
   * time, and drawn sharp when they arrive.
   */
  function place(isOnTheWay = false): void {
    const stretch = at.k / drawn;
    if (stretch !== 1 && !(isOnTheWay && stretch > 0.5 && stretch < 2)) {
      drawn = at.k;
      svg?.setAttribute('width', `${size.width * drawn}`);
      svg?.setAttribute('height', `${size.height * drawn}`);
    }
    const scale = at.k === drawn ? '' : ` scale(${at.k / drawn})`;
    // By whole pixels, since between two of them letters blur.
    drawing?.style.setProperty('transform', `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)${scale}`);
  }

  /** Puts into the address what is in the middle, and how large: it means the same in a window of another size. */
  function keep(): void {
    isMoved = true;
    const [x, y] = at.invert([frame.width / 2, frame.height / 2]);
    noteInHash('view', [Math.round(x), Math.round(y), Math.round(at.k * 100) / 100].join(','));
  }

  function restore(): void {
    const [x, y, scale] = (readHash().get('view') ?? '').split(',').map(Number);
    const isKnown = [x, y, scale].every((each) => Number.isFinite(each));
    if (isKnown && x !== undefined && y !== undefined && scale !== undefined) {
      isMoved = true;
      behavior.scaleTo(canvas, scale);
      center(x, y);
    } else if (isMoved) start();
  }

  /** All that matters where it stays readable at `smallest`; else, in a graph of stages, what comes out, else the beginning. */
  function fit(smallest: number, height = size.height): void {
    const { width: clientWidth, height: clientHeight } = frame;
    const scale = Math.min(1, Math.max(smallest, Math.min(clientWidth / size.width, clientHeight / height)));
    const wide = size.width * scale;
    const tall = height * scale;
    const target = container.querySelector('.box.target .frame');
    const end = target instanceof SVGRectElement ? boxOf(target) : null;
    const isBelow = container.dataset['direction'] === 'TB';
    // Stages below each other are looked at around the middle of the target, those beside each other up to its end.
    const wanted =
      end === null ? 0 : isBelow ? end.x + end.width / 2 : end.x + end.width + margin - clientWidth / 2 / scale;
    const x =
      wide <= clientWidth ? (clientWidth - wide) / 2 : within(clientWidth / 2 - wanted * scale, clientWidth - wide);
    const low = end === null ? null : end.y + end.height + 2 * margin;
    const y =
      tall <= clientHeight
        ? (clientHeight - tall) / 2
        : low === null
          ? (margin - topWithin(clientWidth / scale)) * scale
          : within(clientHeight - low * scale, clientHeight - tall);
    behavior.transform(canvas, zoomIdentity.translate(x, y).scale(scale));
  }

  function start(): void {
    isMoved = false;
    const whole = Math.min(frame.width / size.width, frame.height / core());
    fit(whole >= nearlyReadable ? nearlyReadable : readable, core());
  }

  /** Where the graph begins, in the part that is `width` wide. */
  function topWithin(width: number): number {
    const rects = [...container.querySelectorAll<SVGRectElement>('.frame, .node > rect')].map(boxOf);
    return Math.min(size.height, ...rects.filter(({ x }) => x < width * 0.8).map(({ y }) => y));
  }
  function center(x: number, y: number): void {
    behavior.translateTo(canvas, x, y);
  }
  function reveal(x: number, y: number): void {
    const [left, top] = at.apply([x, y]);
    const isSeen = left > 0 && top > 20 && left < frame.width - 40 && top < frame.height - 20;
    if (!isSeen) center(x + 120, y);
  }
  function zoomBy(factor: number): void {
    behavior.scaleBy(canvas, factor);
    keep();
  }
  function fitAll(): void {
    fit(0.08);
    keep();
  }
  function drawMap(): void {
    const area = size.width * core() * at.k * at.k;
    map = area > mapFrom * frame.width * frame.height ? minimap(container, size, center) : null;
    map?.show(at, frame.width, frame.height);
  }
  start();
  drawMap();
  restore();
  onHash(restore);
  // On paper the graph stands whole.
  matchMedia('print').addEventListener('change', ({ matches }) => {
    svg.setAttribute('viewBox', `0 0 ${size.width} ${matches ? core() : size.height}`);
  });
  const section = container.closest('section');
  for (const button of section?.querySelectorAll<HTMLButtonElement>('[data-zoom]') ?? []) {
    button.addEventListener('click', () => {
      if (button.dataset['zoom'] === 'fit') fitAll();
      else zoomBy(button.dataset['zoom'] === 'in' ? 1.25 : 0.8);
    });
  }
  for (const button of section?.querySelectorAll<HTMLButtonElement>('[data-export]') ?? []) {
    button.addEventListener('click', () => {
      const format = button.dataset['export'] === 'png' ? 'png' : 'svg';
      void exportGraph(svg, size, button.dataset['name'] ?? 'graph', format);
    });
  }
  function resize(next: { readonly width: number; readonly height: number }): void {
    size = { width: next.width, height: next.height };
    svg?.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
    drawn = Number.NaN;
    container.querySelector('.minimap')?.remove();
    map = null;
    start();
    restore();
    // The boxes are on their way: a map is made of where they come to stand.
    setTimeout(drawMap, settled);
  }
  return { fit: fitAll, zoomBy, reveal, resize };
}

/** As high as the graph, within limits. */
function canvasHeight(height: number): number {
  const readably = height * readable;
  const most = readably <= heights.most ? Math.max(heights.usual, readably) : heights.usual;
  return Math.min(most, Math.max(heights.least, height));
}

/** A shift that leaves no room empty on either side. */
function within(shift: number, least: number): number {
  return Math.min(0, Math.max(least, shift));
}

/** Where a rectangle stands as it is written, which asks for no layout. */
function boxOf({ x, y, width, height }: SVGRectElement): Readonly<Record<'height' | 'width' | 'x' | 'y', number>> {
  return { x: x.baseVal.value, y: y.baseVal.value, width: width.baseVal.value, height: height.baseVal.value };
}
