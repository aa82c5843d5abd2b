package io.github.modelkeel.localserver.store;

import java.util.Map;

/** What a client says about a new version. */
public record VersionDraft(
        String name,
        String source,
        String runId,
        String modelId,
        String runLink,
        String description,
        Map<String, String> tags) {}
