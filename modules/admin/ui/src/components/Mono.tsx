import { Fragment } from 'react';
import classes from './Mono.module.css';

/** Where a line may end: behind the parts of an address or of a name, rather than in the middle of one. */
const kEndOfPart = /(?<=[.:])/;

/** An id, an address or a key: what people compare letter by letter. */
export function Mono({ children }: { children: string }) {
  return (
    <span className={classes.mono}>
      {children.split(kEndOfPart).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
