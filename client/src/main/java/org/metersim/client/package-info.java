/** The other end: a DLMS client session without I/O, and a blocking face of it for tools. */
package org.metersim.client;
