/** Firmware images: container, verifier, builder and signer, slots in flash, and the engine that updates from them. */
package org.metersim.metrology.image;
