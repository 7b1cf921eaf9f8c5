/**
 * What is promised under races, faults, hostile input and too much load, and checks that would
 * catch a lie. The tests here check each promise for seconds; {@code bench/survive} does for as
 * long as it takes.
 */
package app.countersign.survive;
