# METADATA
# title: Load balancer serves plain HTTP
# description: |
#   A listener speaks HTTP with clients, so whoever is on the way reads and changes what they send. That is
#   the default of an Application Load Balancer. A listener that only redirects to HTTPS is fine, unless one of its
#   rules forwards requests all the same; for the challenges of ACME that is as it should be. What is known to be an
#   internal load balancer is graded medium.
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html
# custom:
#   id: aws-elb-listener-plaintext
#   severity: high
#   domain: encryption
#   resources: [aws_lb_listener, aws_alb_listener, aws_lb_listener_rule, aws_alb_listener_rule, aws_elb]
#   attributes: [listener.lb_protocol]
#   linked: [aws_lb, aws_alb, aws_lb_listener, aws_alb_listener]
#   subject: [load_balancer_arn, listener_arn]
#   never_computed: [listener, default_action.redirect]
#   remediation: |
#     Serve HTTPS with a certificate, and let the listener on port 80 redirect to it.
#   example: |
#     resource "aws_lb_listener" "http" {
#       load_balancer_arn = aws_lb.main.arn
#       port              = 80
#       protocol          = "HTTP"
#
#       default_action {
#         type = "redirect"
#
#         redirect {
#           port        = "443"
#           protocol    = "HTTPS"
#           status_code = "HTTP_301"
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_2, CKV_AWS_376, CKV2_AWS_20, AWS-0054, AVD-AWS-0054, FG_R00013]
package rules.aws.elb.elb_listener_plaintext

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

deny contains _graded(resource, finding.at(resource, ["protocol"], msg)) if {
	some type in _listeners
	some resource in input.resources[type]
	some why in _plaintext(resource)
	msg := sprintf("clients are served over HTTP%s", [why])
	not _redirects_to_https(resource)
	count(_deferred_redirects(resource)) == 0
}

# Whether it redirects decides, and is not known.
deny contains _graded(resource, finding.at(resource, path, msg)) if {
	some type in _listeners
	some resource in input.resources[type]
	count(_plaintext(resource)) > 0
	not _redirects_to_https(resource)
	some path in _deferred_redirects(resource)
	msg := "clients are served over HTTP, if this does not redirect them"
}

deny contains _graded(resource, finding.at(resource, ["protocol"], "clients may be served over HTTP")) if {
	some type in _listeners
	some resource in input.resources[type]
	attribute.is_deferred(resource, ["protocol"])
	not _redirects_to_https(resource)
}

# A rule of a listener that redirects what no rule takes.
deny contains finding.at(rule, ["action", i, "type"], "clients are served over HTTP by a rule that forwards") if {
	some type in ["aws_lb_listener_rule", "aws_alb_listener_rule"]
	some rule in input.resources[type]
	some i, action in rule.values.action
	action.type == "forward"
	not _is_for_acme(rule)
	some listeners in _listeners
	some listener in companion.certain(rule, listeners)
	count(_plaintext(listener)) > 0
	_redirects_to_https(listener)
}

deny contains _graded(resource, finding.at(resource, ["listener", i, "lb_protocol"], msg)) if {
	some resource in input.resources.aws_elb
	some i, listener in resource.values.listener
	upper(listener.lb_protocol) == "HTTP"
	msg := sprintf("clients are served over HTTP on %s", [_port(listener)])
}

_listeners := ["aws_lb_listener", "aws_alb_listener"]

_graded(resource, found) := finding.graded(found, "medium") if _is_internal(resource)

_graded(resource, found) := found if not _is_internal(resource)

_is_internal(balancer) if balancer.values.internal == true

_is_internal(listener) if {
	some type in ["aws_lb", "aws_alb"]
	some balancer in companion.certain(listener, type)
	balancer.values.internal == true
}

_is_for_acme(rule) if {
	some condition in rule.values.condition
	some pattern in condition.path_pattern
	every path in pattern.values {
		startswith(path, "/.well-known/acme-challenge/")
	}
}

# Why the listener speaks HTTP, as the end of a message. HTTP is the default of Application Load Balancers; the
# others want a protocol, but for Gateway Load Balancers, which have no port.
_plaintext(resource) := asked_for | default_ if {
	asked_for := {"" | upper(resource.values.protocol) == "HTTP"}
	default_ := {", as `protocol` is not set" |
		attribute.is_left_out(resource, "protocol")
		attribute.is_given(resource, "port")
		attribute.is_left_out(resource, "certificate_arn")
	}
}

_redirects_to_https(resource) if {
	some action in resource.values.default_action
	some redirect in action.redirect
	upper(redirect.protocol) == "HTTPS"
}

_deferred_redirects(resource) := whole | parts if {
	whole := {["default_action"] | attribute.is_deferred(resource, ["default_action"])}
	parts := {path |
		count(whole) == 0
		some i, _ in resource.values.default_action
		some below in [[], ["type"], ["redirect"], ["redirect", 0, "protocol"]]
		path := array.concat(["default_action", i], below)
		object.get(resource.unknown, path, false) == true
	}
}

_port(listener) := sprintf("port %v", [listener.lb_port]) if attribute.is_set(listener, "lb_port")

_port(listener) := "a port not known yet" if not attribute.is_set(listener, "lb_port")
