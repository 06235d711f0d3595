/**
 * Crash tests: a scenario is walked through once to number its memory operations, then again for each of them with the
 * power cut there, in each way a flash can be cut. docs/crash-tests.md.
 */
package org.metersim.metrology.crash;
