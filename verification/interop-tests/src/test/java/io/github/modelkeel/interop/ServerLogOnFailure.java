package io.github.modelkeel.interop;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Shows the last lines of the real MLflow's log after a test that failed. */
final class ServerLogOnFailure implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        RealMlflowServer.sharedLog()
                .ifPresent(log -> Banner.say(context.getDisplayName() + " failed; the real MLflow's log\n" + log));
    }
}
