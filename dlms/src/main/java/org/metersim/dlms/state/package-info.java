/** State machines as tables: states and events are enums, moves are rows. */
package org.metersim.dlms.state;
