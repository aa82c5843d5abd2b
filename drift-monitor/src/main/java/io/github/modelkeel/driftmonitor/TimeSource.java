package io.github.modelkeel.driftmonitor;

import java.time.Instant;

/** Time. How long a window lasts is measured by {@link #nanos}, which no change of the clock makes jump; {@link #now} only dates it. */
interface TimeSource {
    TimeSource REAL = new TimeSource() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    Instant now();

    long nanos();
}
