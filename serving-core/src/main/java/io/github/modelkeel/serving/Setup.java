package io.github.modelkeel.serving;

import io.github.modelkeel.serving.history.LastKnownGood;
import io.github.modelkeel.serving.history.QuarantineStore;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.Loader;
import io.github.modelkeel.serving.version.VersionSource;
import java.time.Duration;

/**
 * What a {@link Refresher} works with.
 *
 * @param uri the address
 * @param modelName the name before a version is known
 * @param source where its versions come from
 * @param loader does what may block
 * @param lastKnownGood what was served last, on disk
 * @param timeSource time and chance
 * @param retryRefusedAfter how long a refused version waits for its first retry
 * @param failedInService the version that failed in service and is not loaded again
 * @param meanwhile what a start does while the registry is asked
 */
record Setup(
        String uri,
        String modelName,
        VersionSource source,
        Loader loader,
        LastKnownGood lastKnownGood,
        TimeSource timeSource,
        Duration retryRefusedAfter,
        QuarantineStore failedInService,
        Runnable meanwhile) {}
