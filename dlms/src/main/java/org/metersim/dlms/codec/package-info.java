/** Bytes in, bytes out: bounded reading with errors that name the field, and plain writing. */
package org.metersim.dlms.codec;
