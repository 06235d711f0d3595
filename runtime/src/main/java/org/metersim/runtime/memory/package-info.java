/** What survives a power cut: a flash memory with numbered operations, and records kept in it. */
package org.metersim.runtime.memory;
