/** One meter or a million, to embed: boards, ports, faults, journal, clock, and the JUnit extension. */
package org.metersim.meter;
