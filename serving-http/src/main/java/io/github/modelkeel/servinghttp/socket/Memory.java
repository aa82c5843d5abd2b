package io.github.modelkeel.servinghttp.socket;

/** How many bytes of bodies all connections hold together. Used by one thread. */
final class Memory {
    private final long most;
    private long taken;

    Memory(long most) {
        this.most = most;
    }

    void take(int bytes) throws HttpFault {
        if (taken + bytes > most) {
            throw new HttpFault(503, "too many requests are being received; try again");
        }
        taken += bytes;
    }

    void giveBack(int bytes) {
        taken -= bytes;
    }

    long taken() {
        return taken;
    }
}
