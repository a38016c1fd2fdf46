import { describeGates } from './describe-gates.ts';

/** The same with so many more attempts that what is rare turns up. */
describeGates(250);
