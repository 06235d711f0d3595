/** The optical port: IEC 62056-21 sign-on around an inner endpoint, for the meter and for the client. */
package org.metersim.transport.optical;
