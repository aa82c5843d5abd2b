package io.github.modelkeel.client.internal;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the process alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /**
     * A thread that is not started yet.
     *
     * @param name the thread's name
     * @param task what it does
     * @return the thread
     */
    public static Thread of(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Makes threads of one name.
     *
     * @param name the threads' name
     * @return the factory
     */
    public static ThreadFactory named(String name) {
        return task -> of(name, task);
    }
}
