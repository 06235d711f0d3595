/** The internal messages between NIC and metrology table: two boards in one case. */
package org.metersim.metrology.link;
