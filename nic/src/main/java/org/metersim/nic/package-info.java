/** The communication card of a meter: ports, associations, services and push, in front of the metrology board. */
package org.metersim.nic;
