package io.github.modelkeel.drift.column;

import java.math.BigInteger;

/**
 * The double that is nearest to a decimal number of up to 19 digits: the product with a power of five of 128 bits, of which 64 nearly always
 * suffice (D. Lemire, <i>Number parsing at a gigabyte per second</i>, Software: Practice and Experience 51, 2021; that no case is left
 * undecided: N. Mushtak and D. Lemire, <i>Fast number parsing without fallback</i>, 2023). Exponents are limited, so that no result is
 * subnormal or too large.
 */
final class ShortDecimal {
    static final int MAX_DIGITS = 19;
    static final int MAX_EXPONENT = 60;

    private static final long[] HIGH = new long[2 * MAX_EXPONENT + 1];
    private static final long[] LOW = new long[2 * MAX_EXPONENT + 1];
    private static final int FRACTION_BITS = 52;

    /** The bits of a product that do not reach the result: all ones there may hide a carry from the lower half of the power. */
    private static final long UNDECIDED = (1 << 9) - 1;

    static {
        for (int exponent = -MAX_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
            BigInteger power = powerOfFive(exponent);
            HIGH[exponent + MAX_EXPONENT] = power.shiftRight(Long.SIZE).longValue();
            LOW[exponent + MAX_EXPONENT] = power.longValue();
        }
    }

    private ShortDecimal() {}

    /** The 128 highest bits; of a negative power rounded up. */
    private static BigInteger powerOfFive(int exponent) {
        BigInteger power = BigInteger.valueOf(5).pow(Math.abs(exponent));
        if (exponent >= 0) {
            return power.shiftLeft(128).shiftRight(power.bitLength());
        }
        int bits = power.subtract(BigInteger.ONE).bitLength();
        BigInteger inverse = exponent >= -27
                ? BigInteger.ONE.shiftLeft(bits + 127).divide(power).add(BigInteger.ONE)
                : BigInteger.ONE.shiftLeft(2 * bits + 128).divide(power).add(BigInteger.ONE);
        return inverse.shiftRight(Math.max(0, inverse.bitLength() - 128));
    }

    /** {@code digits}, as an unsigned number and not 0, times ten to the exponent. */
    static double of(long digits, int exponent) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long factor = digits << zeros;
        int place = exponent + MAX_EXPONENT;
        long high = multiplyHigh(factor, HIGH[place]);
        long low = factor * HIGH[place];
        if ((high & UNDECIDED) == UNDECIDED) {
            long carry = multiplyHigh(factor, LOW[place]);
            low += carry;
            high += Long.compareUnsigned(low, carry) < 0 ? 1 : 0;
        }
        int upper = (int) (high >>> 63);
        int shift = upper + 9;
        long mantissa = high >>> shift;
        boolean mayBeHalfway = exponent >= -4 && exponent <= 23 && Long.compareUnsigned(low, 1) <= 0;
        if (mayBeHalfway && (mantissa & 3) == 1 && mantissa << shift == high) {
            mantissa &= ~1L; // exactly between two doubles: to the even one
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        int binary = ((217_706 * exponent) >> 16) + 63 + upper - zeros + Double.MAX_EXPONENT;
        // a mantissa that was rounded up to 2^53 carries into the exponent by itself
        return Double.longBitsToDouble(((long) (binary - 1) << FRACTION_BITS) + mantissa);
    }

    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
