package io.github.modelkeel.localserver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The servers that several users within this process share: one for each directory, as long as it is in use. */
final class SharedServers {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<Path, Shared> SERVERS = new HashMap<>();

    private SharedServers() {}

    private static final class Shared {
        private final LocalServer server;
        private int users = 1;

        private Shared(LocalServer server) {
            this.server = server;
        }
    }

    static LocalServer start(Path directory) {
        LOCK.lock();
        try {
            Shared shared = SERVERS.get(canonical(directory));
            if (shared != null) {
                shared.users++;
                return shared.server;
            }
            LocalServer server = LocalServer.start(directory);
            SERVERS.put(server.directory(), new Shared(server));
            return server;
        } finally {
            LOCK.unlock();
        }
    }

    /** Gives one use back; for a directory that is not served nothing happens. */
    static void stop(Path directory) {
        LOCK.lock();
        try {
            Path key = canonical(directory);
            Shared shared = SERVERS.get(key);
            if (shared != null && --shared.users == 0) {
                SERVERS.remove(key);
                shared.server.close();
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** The real path, or the absolute one of a directory that is not there (any more). */
    private static Path canonical(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.toAbsolutePath().normalize();
        }
    }
}
