package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.StoredProfile;
import java.time.Instant;

/**
 * A window that has ended. Immutable and safe for use by multiple threads.
 *
 * @param version the version of the model whose profile it was counted and judged by, empty if none was named
 * @param start when it started
 * @param end when it ended, by the clock; before the start if the clock was set back meanwhile
 * @param profile what was counted, which can be merged with the same window of other instances
 * @param report the verdict: that of {@link io.github.modelkeel.drift.Drift#compare(StoredProfile, StoredProfile,
 *     io.github.modelkeel.drift.DriftOptions) Drift.compare} on the same counts; of a window without rows, undecided
 */
public record MonitorWindow(String version, Instant start, Instant end, StoredProfile profile, DriftReport report) {}
