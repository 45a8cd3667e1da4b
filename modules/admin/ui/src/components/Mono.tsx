import classes from './Mono.module.css';

/** An id, an address or a key: what people compare letter by letter. */
export function Mono({ children }: { children: string }) {
  return <span className={classes.mono}>{children}</span>;
}
