package io.github.modelkeel.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A command that {@code go install} makes, once for all checkouts of a user. */
final class GoTool {
    /** Open Policy Agent. */
    static final GoTool OPA = new GoTool("opa", "github.com/open-policy-agent/opa@v1.22.4");

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final String module;
    private final MadeOnce made;

    private GoTool(String name, String module) {
        this.name = name;
        this.module = module;
        String version = module.substring(module.indexOf('@') + 1);
        this.made = new MadeOnce("the real " + name, name + "-" + version, name, this::install);
    }

    /** The command's file, made now when it is not there yet; skips the calling test where there is no Go. */
    Path orSkip() {
        return made.orSkip();
    }

    private void install(Path home) throws IOException {
        try (ChildProcess probe =
                ChildProcess.start(List.of("go", "version"), home, Map.of(), home.resolve("probe.log"))) {
            probe.awaitSuccess(PROBE_LIMIT);
        }
        Banner.say("making " + module + " in " + home + ", once; it takes some minutes");
        Path part = Files.createDirectories(home.resolve("part"));
        Map<String, String> settings = Map.of("GOBIN", part.toString(), "GOFLAGS", "-mod=mod");
        try (ChildProcess go =
                ChildProcess.start(List.of("go", "install", module), home, settings, home.resolve("install.log"))) {
            MadeOnce.await(go, "building " + name);
        }
        Files.move(part.resolve(name), home.resolve(name));
    }
}
