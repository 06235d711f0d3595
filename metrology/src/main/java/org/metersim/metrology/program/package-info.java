/** Configuration programs: what one says, and how a meter takes it whole or not at all. */
package org.metersim.metrology.program;
