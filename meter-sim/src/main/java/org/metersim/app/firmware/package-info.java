/** The command {@code firmware}: keys and images, made, signed, looked into, and broken on purpose. */
package org.metersim.app.firmware;
