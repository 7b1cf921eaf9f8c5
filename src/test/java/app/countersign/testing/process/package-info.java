/** PostgreSQL and servers as processes of their own, to be measured, crowded and killed. */
package app.countersign.testing.process;
