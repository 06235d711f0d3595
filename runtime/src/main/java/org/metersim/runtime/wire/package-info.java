/** Wires in virtual time, and what can go wrong on a line. */
package org.metersim.runtime.wire;
