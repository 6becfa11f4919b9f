/*
 * What a file from outside may ask of this PC. Every number is checked before memory or disk is spent on it, and each is
 * tested on both sides.
 */

/** Largest volume; FAT32 holds files of 4 GiB less one byte. */
export const volumeByteLimit = 1024 ** 3;
/** Header of a bundle, read before anything is known about who wrote it. */
export const headerByteLimit = 64 * 1024;
/** Header of the encrypted body: 64 recipients take about 7 KiB. */
export const sealHeaderByteLimit = 32 * 1024;
export const manifestByteLimit = 4 * 1024 * 1024;
/** Largest frame, before compression and after. */
export const frameByteLimit = 1024 * 1024;
/** A compressor may store what it cannot shrink, and says so in a few bytes. */
export const storedFrameByteLimit = frameByteLimit + 4096;
/** How many times its stored size a frame may grow. */
export const ratioLimit = 100;
/** Small frames compress beyond that honestly; below this size the ratio says nothing. */
export const ratioFreeBytes = 64 * 1024;
export const frameCountLimit = 4096;
export const opCountLimit = 1_000_000;
/** Bytes of ops in one volume once they are expanded: they are judged together, in memory. */
export const opBytesLimit = 256 * 1024 * 1024;
export const documentCountLimit = 100_000;
/** The same for documents. */
export const documentBytesLimit = 64 * 1024 * 1024;
/** Largest signed document (a certificate, a list of what a PC has received). */
export const documentByteLimit = 512 * 1024;
/** Signatures under one document. */
export const signatureLimit = 16;
/** Earlier statements that the new keys of an authority keep: as many as one document holds. */
export const keepsLimit = 7000;
export const recipientLimit = 64;
export const volumeCountLimit = 999;
/** Runs of ops in one volume. */
export const sectionLimit = 20_000;
/** Share of the free disk that one import may take. */
export const freeDiskShare = 0.5;
/** Memory and processor time of the thread that opens a foreign file. */
export const verifyMemoryMib = 512;
export const verifySeconds = 120;

/** Lamport times beyond this are no honest count of anything. */
export const lamportLimit = 2 ** 52;
/** A PC follows the times of others only so far, so that a wild one cannot push it to the end: as many again are its own. */
export const heardLamportLimit = 2 ** 51;

/** Wrong codes after which an invitation is void. */
export const invitationTries = 5;

/** Unacknowledged bytes and days after which a person is told, and offered a full copy for the receiver. */
export const backlogByteLimit = 50 * 1024 * 1024;
export const backlogDayLimit = 60;

/** Days without a bundle after which an office is silent: two rounds of the weekly routine. */
export const silentDayLimit = 14;

/** Claimed times outside these years are shown as doubtful: 2020-01-01 and 2100-01-01 UTC. */
export const plausibleWall = { fromMs: 1_577_836_800_000, toMs: 4_102_444_800_000 } as const;
