/** The counterparts up the line: the concentrator that meters push their confirmations to. */
package org.metersim.headend;
