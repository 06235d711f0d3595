/** Objects of a meter read and put into words: what to read, its class, its unit, its date. */
package org.metersim.client.reading;
