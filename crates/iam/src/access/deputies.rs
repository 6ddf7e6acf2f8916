//! Services that act for others' resources, and accounts that belong to AWS.

/// Services that assume a role on behalf of resources of any account unless the role says whose, and whose guides ask for that.
const ASSUMING: [&str; 44] = [
    "airflow-env",
    "apigateway",
    "appflow",
    "appsync",
    "backup",
    "batchoperations.s3",
    "bedrock",
    "bedrock-agentcore",
    "chatbot",
    "cloudtrail",
    "cognito-idp",
    "config",
    "databrew",
    "datasync",
    "delivery.logs",
    "events",
    "export.rds",
    "firehose",
    "fis",
    "grafana",
    "greengrass",
    "iot",
    "iotevents",
    "iotsitewise",
    "kafkaconnect",
    "kendra",
    "lexv2",
    "logs",
    "mediaconvert",
    "osis-pipelines",
    "personalize",
    "pipes",
    "qbusiness",
    "rolesanywhere",
    "scheduler",
    "ses",
    "sns",
    "ssm-contacts",
    "ssm-incidents",
    "states",
    "streams.metrics.cloudwatch",
    "transfer",
    "vmie",
    "vpc-flow-logs",
];

/// Services that use a resource on behalf of resources of any account, and say whose in `aws:SourceArn` or `aws:SourceAccount`.
const USING: [&str; 32] = [
    "apigateway",
    "bcm-data-exports",
    "bedrock",
    "billingreports",
    "budgets",
    "chatbot",
    "cloudfront",
    "cloudtrail",
    "cloudwatch",
    "cognito-idp",
    "config",
    "connect",
    "costalerts",
    "delivery.logs",
    "dnssec-route53",
    "elasticloadbalancing",
    "events",
    "guardduty",
    "inspector2",
    "iot",
    "lex",
    "lexv2",
    "logging.s3",
    "logs",
    "macie",
    "s3",
    "secretsmanager",
    "ses",
    "sns",
    "ssm-incidents",
    "storage-lens.s3",
    "transfer",
];

/// Accounts of AWS that its guides have one name: those of load balancers, by region, and the one of billing reports.
const OF_AWS: [&str; 27] = [
    "009996457667",
    "027434742980",
    "033677994240",
    "037604701340",
    "048591011584",
    "054676820928",
    "076674570225",
    "098369216593",
    "114774131450",
    "127311923021",
    "156460612806",
    "190560391635",
    "383597477331",
    "386209384616",
    "507241528517",
    "582318560864",
    "589379963580",
    "600734575887",
    "635631232127",
    "638102146993",
    "652711504416",
    "718504428378",
    "754344448648",
    "783225319266",
    "797873946194",
    "897822967062",
    "985666609251",
];

/// Whether a service may be brought to assume a role for a stranger.
pub(crate) fn assumes_for_others(service: &str) -> bool {
    is_among(&ASSUMING, service)
}

/// Whether a service may be brought to use a resource for a stranger.
pub(crate) fn uses_for_others(service: &str) -> bool {
    is_among(&USING, service)
}

/// Whether an account is one of AWS.
pub(crate) fn is_of_aws(account: &str) -> bool {
    OF_AWS.binary_search(&account).is_ok()
}

/// Some services have a principal for each region: `logs.eu-west-1.amazonaws.com`.
fn is_among(known: &[&str], service: &str) -> bool {
    if service == "*" {
        return true;
    }
    let lower = service.to_ascii_lowercase();
    let name = lower.strip_suffix(".cn").unwrap_or(&lower);
    let Some(name) = name.strip_suffix(".amazonaws.com") else { return false };
    let is_known = |name: &str| known.binary_search(&name).is_ok();
    is_known(name) || name.rsplit_once('.').is_some_and(|(name, region)| is_region(region) && is_known(name))
}

fn is_region(text: &str) -> bool {
    text.contains('-') && text.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(ASSUMING.is_sorted() && USING.is_sorted() && OF_AWS.is_sorted());
        assert!(OF_AWS.iter().all(|account| account.len() == 12));
    }

    #[test]
    fn services_by_name() {
        for known in ["events.amazonaws.com", "logs.eu-west-1.amazonaws.com", "batchoperations.s3.amazonaws.com", "*"] {
            assert!(assumes_for_others(known), "{known}");
        }
        for unknown in ["ec2.amazonaws.com", "lambda.amazonaws.com", "events", "events.example.com", ""] {
            assert!(!assumes_for_others(unknown), "{unknown}");
        }
        assert!(uses_for_others("events.amazonaws.com.cn") && !uses_for_others("lambda.amazonaws.com"));
        assert!(is_of_aws("127311923021") && !is_of_aws("111122223333"));
    }
}
