/** The contract of everything that speaks on a wire: bytes and time in, bytes and a deadline out. */
package org.metersim.runtime;
