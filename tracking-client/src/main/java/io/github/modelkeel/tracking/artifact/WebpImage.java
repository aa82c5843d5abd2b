package io.github.modelkeel.tracking.artifact;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Small images as lossless WebP, which the JDK cannot write and MLflow's pages expect: pixels as differences from their neighbours,
 * in Huffman codes. See the "WebP Lossless Bitstream Specification".
 */
final class WebpImage {
    /** The longer side of an image that fits into one block of predictions. */
    static final int MAX_SIDE = 512;

    private static final int SELECT = 11;
    private static final int LITERALS = 256;
    private static final int GREEN_SYMBOLS = LITERALS + 24;

    private WebpImage() {}

    static byte[] bytes(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (Math.max(width, height) > MAX_SIDE) {
            throw new IllegalArgumentException("at most " + MAX_SIDE + " pixels a side: " + width + " x " + height);
        }
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        boolean alpha = image.getColorModel().hasAlpha();
        BitWriter out = new BitWriter();
        out.write(0x2f, 8);
        out.write(width - 1, 14);
        out.write(height - 1, 14);
        out.write(alpha ? 1 : 0, 1);
        out.write(0, 3);
        describeTransforms(out);
        writePixels(differences(withoutGreen(pixels), width), out);
        return container(out.toBytes());
    }

    private static void describeTransforms(BitWriter out) {
        out.write(1, 1);
        out.write(2, 2); // green is taken off red and blue
        out.write(1, 1);
        out.write(0, 2); // pixels are predicted
        out.write(7, 3); // in blocks of 512 x 512, so one for all
        out.write(0, 1); // the image of the one block's predictor has no colour cache
        int[] predictor = new int[GREEN_SYMBOLS];
        predictor[SELECT] = 1;
        new PrefixCode(predictor).describe(out);
        for (int i = 0; i < 4; i++) {
            describeNothing(out);
        }
        out.write(0, 1); // no further transform
    }

    private static void describeNothing(BitWriter out) {
        int[] zero = new int[LITERALS];
        zero[0] = 1;
        new PrefixCode(zero).describe(out);
    }

    private static void writePixels(int[] pixels, BitWriter out) {
        out.write(0, 1); // no colour cache
        out.write(0, 1); // one group of codes for all
        int[][] counts = {new int[GREEN_SYMBOLS], new int[LITERALS], new int[LITERALS], new int[LITERALS]};
        int[] shifts = {8, 16, 0, 24}; // green, red, blue, alpha
        for (int pixel : pixels) {
            for (int channel = 0; channel < 4; channel++) {
                counts[channel][pixel >>> shifts[channel] & 0xff]++;
            }
        }
        PrefixCode[] codes = new PrefixCode[4];
        for (int channel = 0; channel < 4; channel++) {
            codes[channel] = new PrefixCode(counts[channel]);
            codes[channel].describe(out);
        }
        describeNothing(out); // distances, as nothing is copied
        for (int pixel : pixels) {
            for (int channel = 0; channel < 4; channel++) {
                codes[channel].write(pixel >>> shifts[channel] & 0xff, out);
            }
        }
    }

    private static int[] withoutGreen(int[] pixels) {
        int[] result = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int green = pixels[i] >>> 8 & 0xff;
            result[i] = minus(pixels[i], green << 16 | green);
        }
        return result;
    }

    private static int[] differences(int[] pixels, int width) {
        int[] result = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int predicted;
            if (i < width) {
                predicted = x == 0 ? 0xff000000 : pixels[i - 1];
            } else {
                predicted =
                        x == 0 ? pixels[i - width] : select(pixels[i - 1], pixels[i - width], pixels[i - width - 1]);
            }
            result[i] = minus(pixels[i], predicted);
        }
        return result;
    }

    /** The left or the upper neighbour, whichever is nearer to left + upper - upper left. */
    private static int select(int left, int upper, int upperLeft) {
        int toLeft = 0;
        int toUpper = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int corner = upperLeft >>> shift & 0xff;
            toLeft += Math.abs((upper >>> shift & 0xff) - corner);
            toUpper += Math.abs((left >>> shift & 0xff) - corner);
        }
        return toLeft < toUpper ? left : upper;
    }

    /** Each channel on its own, modulo 256. */
    private static int minus(int a, int b) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            result |= ((a >>> shift) - (b >>> shift) & 0xff) << shift;
        }
        return result;
    }

    private static byte[] container(byte[] data) {
        int padded = data.length + (data.length & 1);
        ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
        file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data);
        return file.array();
    }
}
