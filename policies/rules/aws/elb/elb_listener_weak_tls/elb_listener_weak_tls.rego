# METADATA
# title: Load balancer allows TLS below 1.2
# description: |
#   Clients may speak TLS 1.0 or 1.1, or even SSL, which rest on broken primitives. A listener for HTTPS or TLS
#   that names no policy gets ELBSecurityPolicy-2016-08 from the API, which still allows TLS 1.0. The same goes
#   for a port of a Classic Load Balancer.
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
# custom:
#   id: aws-elb-listener-weak-tls
#   severity: medium
#   domain: encryption
#   resources:
#     - aws_lb_listener
#     - aws_alb_listener
#     - aws_elb
#     - aws_lb_ssl_negotiation_policy
#     - aws_load_balancer_policy
#   attributes: [listener.lb_port, listener.lb_protocol]
#   linked:
#     - aws_lb_ssl_negotiation_policy.load_balancer
#     - aws_load_balancer_listener_policy.load_balancer_name
#   subject: [load_balancer_arn, load_balancer, load_balancer_name]
#   never_computed: [attribute, listener, policy_attribute]
#   remediation: |
#     Set `ssl_policy` to one for TLS 1.2 and above, such as `ELBSecurityPolicy-TLS13-1-2-2021-06`; give each
#     port of a Classic Load Balancer a policy that refers to `ELBSecurityPolicy-TLS-1-2-2017-01`.
#   example: |
#     resource "aws_lb_listener" "https" {
#       load_balancer_arn = aws_lb.main.arn
#       port              = 443
#       protocol          = "HTTPS"
#       certificate_arn   = aws_acm_certificate.main.arn
#       ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
#
#       default_action {
#         type             = "forward"
#         target_group_arn = aws_lb_target_group.web.arn
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8", "SC-13"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_103, CKV_AWS_213, AWS-0047, AVD-AWS-0047]
package rules.aws.elb.elb_listener_weak_tls

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.text

# Policies of a date alone are older than those that name the least version.
_weak_policy := `^ELBSecurityPolicy-(FS-)?20[0-9][0-9]-[0-9][0-9]$|-1-[01]-`

_old_protocols := {"Protocol-SSLv2", "Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"}

# What holds the settings of a policy for Classic Load Balancers.
_blocks := {"aws_lb_ssl_negotiation_policy": "attribute", "aws_load_balancer_policy": "policy_attribute"}

deny contains finding.at(listener, place.path, place.msg) if {
	some type in ["aws_lb_listener", "aws_alb_listener"]
	some listener in input.resources[type]
	some place in _places(listener)
}

deny contains finding.at(policy, [block, i, "value"], msg) if {
	some type, block in _blocks
	some policy in input.resources[type]
	_is_for_tls(policy)
	some i, setting in object.get(policy.values, block, [])
	_is_weak(setting)
	msg := sprintf("TLS below 1.2 is allowed: `%s` is %s", [setting.name, setting.value])
}

deny contains finding.at(policy, [block, i, "value"], msg) if {
	some type, block in _blocks
	some policy in input.resources[type]
	_is_for_tls(policy)
	some i, setting in object.get(policy.values, block, [])
	setting.name in _old_protocols | {"Reference-Security-Policy"}
	attribute.is_deferred(policy, [block, i, "value"])
	msg := sprintf("TLS below 1.2 may be allowed: `%s` is not known yet", [setting.name])
}

deny contains found if {
	some balancer in input.resources.aws_elb
	some i, listener in object.get(balancer.values, "listener", [])
	upper(listener.lb_protocol) in {"HTTPS", "SSL"}
	some port in [object.get(listener, "lb_port", null)]
	port != null
	not _has_policy(balancer, port)
	some found in _defaults(balancer, ["listener", i, "lb_protocol"], port)
}

_is_for_tls(policy) if {
	object.get(policy.values, "policy_type_name", "SSLNegotiationPolicyType") == "SSLNegotiationPolicyType"
}

# Where a listener allows old versions: the policy or, if it is not known whether it speaks TLS, the protocol.
_places(listener) := weak | unset | deferred if {
	doubts := [["protocol"] |
		attribute.is_deferred(listener, ["protocol"])
		attribute.is_given(listener, "certificate_arn")
	]
	at := array.concat(doubts, [["ssl_policy"] | upper(listener.values.protocol) in {"HTTPS", "TLS"}])
	weak := {{"path": at[0], "msg": msg} |
		count(at) > 0
		regex.match(_weak_policy, listener.values.ssl_policy)
		msg := _allowed(listener)
	}
	unset := {{"path": at[0], "msg": msg} |
		count(at) > 0
		attribute.is_left_out(listener, "ssl_policy")
		msg := _allowed(listener)
	}
	deferred := {{"path": ["ssl_policy"], "msg": "TLS below 1.2 may be allowed: `ssl_policy` is not known yet"} |
		count(at) > 0
		attribute.is_deferred(listener, ["ssl_policy"])
	}
}

_allowed(listener) := sprintf("TLS below 1.2 is allowed: %s", [text.state(listener.values, "ssl_policy")])

_is_weak(setting) if {
	setting.name == "Reference-Security-Policy"
	regex.match(_weak_policy, setting.value)
}

_is_weak(setting) if {
	setting.name in _old_protocols
	lower(setting.value) == "true"
}

# What gives a port of a Classic Load Balancer a policy, and where it names the port.
_policies := {
	"aws_lb_ssl_negotiation_policy": "lb_port",
	"aws_load_balancer_listener_policy": "load_balancer_port",
}

_has_policy(balancer, port) if {
	some type, key in _policies
	some policy in companion.certain(balancer, type)
	policy.values[key] == port
}

_defaults(balancer, path, port) := sure | unsure if {
	msg := sprintf("TLS below 1.2 is allowed: port %v has no security policy", [port])
	deferred := [{"policy": policy, "key": key} |
		some type, key in _policies
		some policy in companion.certain(balancer, type)
		attribute.is_deferred(policy, [key])
	]
	sure := {finding.without(balancer, path, object.keys(_policies), msg) | count(deferred) == 0}
	unsure := {finding.beside(balancer, path, other.policy, [other.key], msg) | some other in deferred}
}
