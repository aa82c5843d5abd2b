package io.github.modelkeel.tracking.async;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How fast the sender goes. Immutable.
 *
 * @param linger how long an incomplete request waits for more
 * @param bounds the pauses after failures
 * @param random spreads them
 * @param nanoTime the time in nanoseconds, from any beginning
 */
public record Pace(Duration linger, Backoff.Bounds bounds, RandomGenerator random, LongSupplier nanoTime) {}
