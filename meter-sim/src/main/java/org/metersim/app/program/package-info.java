/** The command {@code program}: configuration programs, compiled from what a person writes, and looked into. */
package org.metersim.app.program;
