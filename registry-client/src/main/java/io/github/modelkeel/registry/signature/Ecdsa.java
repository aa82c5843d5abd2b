package io.github.modelkeel.registry.signature;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Map;

/** The signatures that the format knows for keys: ECDSA on the curves of NIST, each with the digest of its strength. */
public final class Ecdsa {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "secp256r1", "SHA256withECDSA",
            "secp384r1", "SHA384withECDSA",
            "secp521r1", "SHA512withECDSA");

    private Ecdsa() {}

    /** The name of the algorithm for a key. */
    public static String algorithm(PublicKey key) {
        if (key instanceof ECPublicKey elliptic) {
            for (Map.Entry<String, String> each : ALGORITHMS.entrySet()) {
                if (parameters(each.getKey())
                        .getCurve()
                        .equals(elliptic.getParams().getCurve())) {
                    return each.getValue();
                }
            }
        }
        throw new IllegalArgumentException(
                "a key must be an elliptic one on the curve P-256, P-384 or P-521: " + key.getAlgorithm());
    }

    private static ECParameterSpec parameters(String curve) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK does not know the curve " + curve, e);
        }
    }

    /** Whether a signature is that of some content; one that cannot be read is not. */
    public static boolean verifies(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(algorithm(key));
            verification.initVerify(key);
            verification.update(content);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
