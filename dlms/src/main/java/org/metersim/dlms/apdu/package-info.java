/** xDLMS APDUs with logical name referencing, as values and bytes. Green Book 9.5. */
package org.metersim.dlms.apdu;
