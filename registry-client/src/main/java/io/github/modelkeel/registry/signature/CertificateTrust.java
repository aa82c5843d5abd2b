package io.github.modelkeel.registry.signature;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which certificates may sign models. An objection to one is an {@link IllegalArgumentException}. Immutable. */
public record CertificateTrust(List<X509Certificate> roots, boolean acceptExpired, InstantSource clock) {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    public CertificateTrust {
        roots = List.copyOf(roots);
    }

    /** Whether a certificate's usage covers signatures; one that says nothing about it is not accepted. */
    public static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && usage[0]) {
            return true;
        }
        try {
            List<String> extended = certificate.getExtendedKeyUsage();
            return extended != null && extended.contains(CODE_SIGNING);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** Checks a chain, the signing certificate first. */
    public void check(List<X509Certificate> chain) {
        X509Certificate signing = chain.get(0);
        String who = signing.getSubjectX500Principal().getName();
        if (!maySign(signing)) {
            throw new IllegalArgumentException("the key usage of the certificate of " + who + " allows no signatures");
        }
        Instant time = acceptExpired ? signing.getNotBefore().toInstant() : clock.instant();
        List<X509Certificate> path = chain.stream()
                .takeWhile(each -> !roots.contains(each)) // what comes above a trusted certificate does not matter
                .toList();
        try {
            if (path.isEmpty()) {
                signing.checkValidity(Date.from(time)); // the signing certificate itself is trusted
            } else {
                validate(path, time);
            }
        } catch (CertPathValidatorException e) {
            throw new IllegalArgumentException(reason(e, who), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate of " + who + " is not valid: " + e.getMessage(), e);
        }
    }

    private void validate(List<X509Certificate> path, Instant time) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        roots.forEach(root -> anchors.add(new TrustAnchor(root, null)));
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(time));
        CertPath certificates = CertificateFactory.getInstance("X.509").generateCertPath(path);
        CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
    }

    private static String reason(CertPathValidatorException e, String who) {
        if (e.getReason() == BasicReason.EXPIRED) {
            return "a certificate of " + who + " or above it has expired";
        } else if (e.getReason() == BasicReason.NOT_YET_VALID) {
            return "a certificate of " + who + " or above it is not valid yet";
        }
        return "the certificate of " + who + " does not lead to a trusted root: " + e.getMessage();
    }
}
