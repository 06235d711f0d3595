/** The state of one metrology table: what it keeps in memory, what it logs, what it measures. */
package org.metersim.metrology.table;
