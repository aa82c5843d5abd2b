package io.github.modelkeel.model;

/**
 * The exponential of floats as glibc 2.28 to 2.40 computes it, which is what XGBoost's wheels for Linux call: in doubles, with a table
 * of 32 powers of two and a polynomial (Szabolcs Nagy, "expf", in Arm's optimized routines). Its error is below 0.502 units in the
 * last place, so any other good {@code expf}, the correctly rounded one of glibc 2.41 among them, gives the same float or a neighbour.
 */
final class FloatMath {
    private static final int BITS = 5;
    private static final int SIZE = 1 << BITS;
    private static final double INVERSE_LN2 = 0x1.71547652b82fep+0 * SIZE;
    private static final double SHIFT = 0x1.8p+52;
    private static final double C0 = 0x1.c6af84b912394p-5 / SIZE / SIZE / SIZE;
    private static final double C1 = 0x1.ebfce50fac4f3p-3 / SIZE / SIZE;
    private static final double C2 = 0x1.62e42ff0c52d6p-1 / SIZE;
    private static final float OVERFLOW = 0x1.62e42ep6f;
    private static final float UNDERFLOW = -0x1.9fe368p6f;

    /** The bits of 2^(i/32), less {@code i << 47}. */
    private static final long[] POWERS = {
        0x3ff0000000000000L, 0x3fefd9b0d3158574L, 0x3fefb5586cf9890fL, 0x3fef9301d0125b51L,
        0x3fef72b83c7d517bL, 0x3fef54873168b9aaL, 0x3fef387a6e756238L, 0x3fef1e9df51fdee1L,
        0x3fef06fe0a31b715L, 0x3feef1a7373aa9cbL, 0x3feedea64c123422L, 0x3feece086061892dL,
        0x3feebfdad5362a27L, 0x3feeb42b569d4f82L, 0x3feeab07dd485429L, 0x3feea47eb03a5585L,
        0x3feea09e667f3bcdL, 0x3fee9f75e8ec5f74L, 0x3feea11473eb0187L, 0x3feea589994cce13L,
        0x3feeace5422aa0dbL, 0x3feeb737b0cdc5e5L, 0x3feec49182a3f090L, 0x3feed503b23e255dL,
        0x3feee89f995ad3adL, 0x3feeff76f2fb5e47L, 0x3fef199bdd85529cL, 0x3fef3720dcef9069L,
        0x3fef5818dcfba487L, 0x3fef7c97337b9b5fL, 0x3fefa4afa2a490daL, 0x3fefd0765b6e4540L,
    };

    private FloatMath() {}

    static float exp(float x) {
        if (x > OVERFLOW) {
            return Float.POSITIVE_INFINITY;
        }
        if (x < UNDERFLOW) {
            return 0;
        }
        double z = INVERSE_LN2 * x;
        double shifted = z + SHIFT;
        long k = Double.doubleToRawLongBits(shifted);
        double r = z - (shifted - SHIFT);
        double scale = Double.longBitsToDouble(POWERS[(int) (k & (SIZE - 1))] + (k << (52 - BITS)));
        double y = (C0 * r + C1) * (r * r) + (C2 * r + 1);
        return (float) (y * scale);
    }

    /** XGBoost's {@code Sigmoid}. */
    static float sigmoid(float x) {
        return 1.0f / (exp(Math.min(-x, 88.7f)) + 1.0f + 1e-16f);
    }
}
