/** The connection card of a meter: where it is reached, as whom, and with which keys. */
package org.metersim.client.card;
