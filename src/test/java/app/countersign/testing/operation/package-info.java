/** Operations made from the schema and a seed, to be tried against whatever answers them. */
package app.countersign.testing.operation;
