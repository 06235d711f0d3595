package org.metersim.transport.ble.gatt;

/**
 * What a meter says of itself in the services Generic Access and Device Information; ASCII, each at most 248 octets.
 */
public record DeviceInformation(String name, String manufacturer, String model, String serial, String firmware) {}
