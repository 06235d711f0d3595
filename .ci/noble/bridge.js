// A Bluetooth central of somebody else's (noble), between a meter's HCI port and a TCP client: what the client sends
// goes to the meter's stream characteristic, what the meter notifies goes to the client.
//
//   node bridge.js HCI_PTY SERIAL
//
// Prints one JSON line when the client may connect: how many meters were seen, who was found, the MTU, and the port.
// Ends when its standard input does.
'use strict';

const net = require('net');
const { withBindings } = require('@stoprocent/noble');

const NUS = '6e400001b5a3f393e0a9e50e24dcca9e';
const TO_METER = '6e400002b5a3f393e0a9e50e24dcca9e';
const FROM_METER = '6e400003b5a3f393e0a9e50e24dcca9e';
const ATT_HEADER = 3;

const [hciPty, serial] = process.argv.slice(2);
const noble = withBindings('hci', {
  hciDriver: 'uart',
  bindParams: { uart: { port: hciPty, baudRate: 115200 } }
});

/** The meter whose name ends in the serial number, and the names of all that were heard before it. */
async function find() {
  const names = new Set();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no meter ${serial} among ${[...names]}`)), 20000);
    noble.on('discover', peripheral => {
      const name = peripheral.advertisement.localName;
      if (!name) {
        return;
      }
      names.add(name);
      if (name.endsWith(serial)) {
        clearTimeout(late);
        resolve({ peripheral, names });
      }
    });
    noble.startScanningAsync([], true).catch(reject);
  });
}

/** Writes in order, each at most what fits a write without response. */
function writer(characteristic, chunk) {
  let last = Promise.resolve();
  return data => {
    for (let at = 0; at < data.length; at += chunk) {
      const piece = data.subarray(at, at + chunk);
      last = last.then(() => characteristic.writeAsync(piece, true));
    }
    return last;
  };
}

/** Connects to the meter, and gives its two characteristics. */
async function connect(peripheral) {
  await peripheral.connectAsync();
  const { characteristics } =
    await peripheral.discoverSomeServicesAndCharacteristicsAsync([NUS], [TO_METER, FROM_METER]);
  const fromMeter = characteristics.find(each => each.uuid === FROM_METER);
  await fromMeter.subscribeAsync();
  return { fromMeter, toMeter: characteristics.find(each => each.uuid === TO_METER) };
}

/** One TCP client is one Bluetooth connection: whichever ends first ends the other. Done when both have ended. */
async function carry(client, peripheral) {
  const { toMeter, fromMeter } = await connect(peripheral);
  const gone = new Promise(resolve => peripheral.once('disconnect', resolve));
  const write = writer(toMeter, peripheral.mtu - ATT_HEADER);
  const heard = data => client.write(data);
  fromMeter.on('data', heard);
  client.on('data', data => write(data).catch(() => client.destroy()));
  client.on('close', () => peripheral.disconnectAsync().catch(stop));
  if (client.destroyed) {
    peripheral.disconnectAsync().catch(stop);
  }
  client.resume();
  await gone;
  fromMeter.off('data', heard);
  client.destroy();
}

async function main() {
  await noble.waitForPoweredOnAsync(15000);
  const { peripheral, names } = await find();
  await noble.stopScanningAsync();
  await connect(peripheral);
  const mtu = peripheral.mtu;
  await peripheral.disconnectAsync();

  let last = Promise.resolve();
  const server = net.createServer({ noDelay: true, pauseOnConnect: true }, client => {
    client.on('error', () => client.destroy());
    last = last.then(() => carry(client, peripheral)).catch(() => client.destroy());
  });
  server.listen(0, '127.0.0.1', () => {
    console.log(JSON.stringify({
      seen: names.size,
      name: peripheral.advertisement.localName,
      address: peripheral.address,
      rssi: peripheral.rssi,
      mtu,
      port: server.address().port
    }));
  });
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}

function stop(failure) {
  console.error(`bridge: ${failure.message}`);
  process.exit(1);
}

process.on('uncaughtException', stop);
main().catch(stop);
