/** HDLC for DLMS: frames of type 3, addresses, and both stations of a link. IEC 62056-46, Green Book 8. */
package org.metersim.dlms.hdlc;
