/** A virtual LE controller: the host's commands on one side, the meters in its air on the other. */
package org.metersim.transport.ble.controller;
