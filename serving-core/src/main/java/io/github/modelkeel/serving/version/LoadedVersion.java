package io.github.modelkeel.serving.version;

import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.guard.Breaker;
import org.jspecify.annotations.Nullable;

/**
 * What gives predictions: a model together with its name and version, so that one read of one reference gives all three. Immutable and
 * safe for use by multiple threads.
 */
public final class LoadedVersion {
    private final VersionId id;
    private final ScoringModel model;
    private final String format;
    private final @Nullable String profile;
    private final boolean scalar;
    private final Provenance provenance;
    private final @Nullable Breaker breaker;
    private final @Nullable VersionCounts counts;

    public LoadedVersion(VersionId id, ScoringModel model, String format) {
        this(id, model, format, null);
    }

    /** With the profile of its training data, null if it has none. */
    public LoadedVersion(VersionId id, ScoringModel model, String format, @Nullable String profile) {
        this(id, model, format, profile, null, Reason.LIVE, null);
    }

    private LoadedVersion(
            VersionId id,
            ScoringModel model,
            String format,
            @Nullable String profile,
            @Nullable Breaker breaker,
            Reason reason,
            @Nullable VersionCounts counts) {
        this.id = id;
        this.model = model;
        this.format = format;
        this.profile = profile;
        this.scalar = model.isScalar();
        this.breaker = breaker;
        this.counts = counts;
        this.provenance = new Provenance(id, scalar ? model.outputOfValue() : null, reason);
    }

    /** The same version, with a model that is set up, a count of its failures and one of its rows; null for none. */
    public LoadedVersion with(ScoringModel setUp, @Nullable Breaker guarding, @Nullable VersionCounts counting) {
        return new LoadedVersion(id, setUp, format, profile, guarding, provenance.reason(), counting);
    }

    /** The same, answering for another reason. */
    public LoadedVersion with(Reason reason) {
        return new LoadedVersion(id, model, format, profile, breaker, reason, counts);
    }

    /** Why this version answers. */
    public Reason reason() {
        return provenance.reason();
    }

    /** Counts the failures of this version, if there is a guard. */
    public @Nullable Breaker breaker() {
        return breaker;
    }

    /** What this version answered, if that is counted. */
    public @Nullable VersionCounts counts() {
        return counts;
    }

    /** Where its predictions come from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Which version this is. */
    public VersionId id() {
        return id;
    }

    /** The verified model. */
    public ScoringModel model() {
        return model;
    }

    /** The flavor of its files, such as {@code sklearn}. */
    public String format() {
        return format;
    }

    /** The profile of its training data as JSON, null if it has none. */
    public @Nullable String profile() {
        return profile;
    }

    /** Whether the value is all there is to say, so that no output need be made. */
    public boolean isScalar() {
        return scalar;
    }

    @Override
    public String toString() {
        return "LoadedVersion[" + id.label() + "]";
    }
}
