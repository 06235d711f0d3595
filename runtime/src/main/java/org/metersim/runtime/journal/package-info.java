/** The record of what passed: bytes, frames, APDUs, internal messages, state moves, faults. */
package org.metersim.runtime.journal;
