import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Asks veraPDF about many files. Reads lines "profile TAB path" (profile: ua1 or 2a), an empty one after each batch, and
 * answers each with "profile TAB path TAB number of checks TAB broken rules", the rules as clause-test, separated by
 * spaces, and each batch with an empty line. Ends with its input.
 */
public final class VeraCheck {
    private static final Map<String, String> PROFILE_FILES = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A");

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new HashMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String name : PROFILE_FILES.keySet()) {
            profiles.put(name, readProfile(name));
        }
        for (List<String> batch = batch(lines); batch != null; batch = batch(lines)) {
            batch.parallelStream().map(line -> answer(line, profiles)).forEachOrdered(System.out::println);
            System.out.println();
        }
    }

    /** Returns the lines up to an empty one, or null at the end. */
    private static List<String> batch(BufferedReader lines) throws IOException {
        List<String> batch = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return batch;
            }
            batch.add(line);
        }
        return null;
    }

    private static String answer(String line, Map<String, ValidationProfile> profiles) {
        String[] words = line.split("\t");
        try {
            return line + "\t" + judge(new File(words[1]), words[0], profiles.get(words[0]));
        } catch (Exception exception) {
            throw new IllegalStateException("cannot judge " + words[1], exception);
        }
    }

    private static String judge(File file, String name, ValidationProfile profile) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, PDFAFlavour.byFlavourId(name));
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, 100, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            Set<String> broken = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = assertion.getRuleId();
                    broken.add(rule.getClause() + "-" + rule.getTestNumber());
                }
            }
            if (broken.isEmpty() != result.isCompliant()) {
                throw new IllegalStateException("verdict and broken rules disagree: " + file);
            }
            return result.getTotalAssertions() + "\t" + String.join(" ", broken);
        }
    }

    /** Reads a profile from veraPDF's own XML with DOM; its reader needs JAXB, which Java has dropped. */
    private static ValidationProfile readProfile(String name) throws Exception {
        String path = "org/verapdf/pdfa/validation/" + PROFILE_FILES.get(name) + ".xml";
        try (InputStream stream = VeraCheck.class.getClassLoader().getResourceAsStream(path)) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
            Set<Rule> rules = new LinkedHashSet<>();
            for (Element element : descendants(root, "rule")) {
                rules.add(readRule(element));
            }
            Set<Variable> variables = new LinkedHashSet<>();
            for (Element element : descendants(root, "variable")) {
                variables.add(Profiles.variableFromValues(element.getAttribute("name"), element.getAttribute("object"),
                        text(element, "defaultValue"), text(element, "value")));
            }
            return Profiles.profileFromValues(PDFAFlavour.byFlavourId(name),
                    Profiles.profileDetailsFromValues(name, name, name, new Date(0)), "", rules, variables);
        }
    }

    private static Rule readRule(Element element) {
        Element id = descendants(element, "id").get(0);
        RuleId ruleId = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        List<ErrorArgument> details = new ArrayList<>();
        for (Element argument : descendants(element, "argument")) {
            details.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
        }
        Boolean isDeferred = element.hasAttribute("deferred") ? Boolean.valueOf(element.getAttribute("deferred")) : null;
        String tags = element.hasAttribute("tags") ? element.getAttribute("tags") : null;
        return Profiles.ruleFromValues(ruleId, element.getAttribute("object"), isDeferred, tags,
                text(element, "description"), text(element, "test"),
                Profiles.errorFromValues(text(element, "message"), details), Collections.emptyList());
    }

    private static List<Element> descendants(Element element, String tag) {
        NodeList nodes = element.getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String text(Element element, String tag) {
        List<Element> found = descendants(element, tag);
        return found.isEmpty() ? null : found.get(0).getTextContent();
    }
}
