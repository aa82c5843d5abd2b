package io.github.modelkeel.serving.history;

import java.util.Optional;

/** For addresses that lead to this machine: what is there is what is served. */
public final class NothingRemembered implements LastKnownGood {
    @Override
    public Optional<Entry> read() {
        return Optional.empty();
    }

    @Override
    public void write(Entry entry) {
        // a start without the registry has nothing to fall back on here, and needs nothing
    }
}
